"""The words of `eval/STATISTICS.md`; `bench.statistics` fills in the tables."""

PAGE = """\
# How far the statistics of the evaluation can be trusted

Written by `make bench-statistics` (`python -m bench.statistics`); the same command gives the same
page. Documents are made up as they come in practice: 5 to 250 values each, half of them under 50.
Each line stands for {sets} sets of documents ({tests} for the tests), so that a figure near 95 %
is good to about 2 points; bootstraps have {replicates} replicates here and 4,000 in use.

Documents are what was sampled. The values of one report are right or wrong together (one table
misread is twenty wrong cells), so nothing here treats them as independent.

## Does the interval of a share cover it?

Nominal 95 %; in brackets the mean width. In *varied* reports, whether a value is right correlates
with its neighbours' by 0.05, in *clustered* ones by 0.2; *rarely broken* means that some reports
come to 40 % and the others are read equally well.

{coverage}

With few documents and few misses the usual intervals are far too sure of themselves: the badly
read document that would widen them is not in the set yet. Percentile-t covers better than BCa
where misses are common, but no resampling of what was seen knows what was not. So `interval`
resamples the documents **and one more of average size that is half right**, and takes whichever
bound of the two lies further out (the percentile bounds of the documents alone being the other).
That covers best in nearly every line and never falls far below 95 %: lowest where one report in
four is broken, cautious close to 100 %. It has no case of no width: with everything right in n
documents the lower bound is about 1 - 1.5 / (n + 1), whatever their length. (Clopper
and Pearson for whole documents, at 0.025 ** (1 / n), would assume that the next one may be wrong
from end to end; and it would set a lower bound for no miss at all below the one for a single miss.)
Ratios that are no shares, such as cost per document, get percentile-t.

## Do two runs differ? The tests where they do not

How often each says "different" at 5 %. Both runs read the same documents; each has 2 % of the
answers right that the other has not, as single answers or in bunches of six on average. *Swapping
documents* is the test that decides: in how many ways of swapping the two runs, document by
document, would they lie as far apart as they do (exact, by counting all ways). *McNemar* is the
exact test on flips, *unpaired* compares the two accuracies as if of different documents, each with
its standard error over documents.

{size}

Swapping keeps its word, below 5 % where documents are so few that p moves in steps. McNemar does
only where each flip is an accident of its own. Its p is shown because readers look for it; where
flips come in bunches, believe the other one.

## The same tests where the second run gains twice as often

{power}

Documents differ among each other far more than two runs do on the same document, so the unpaired
test sees next to nothing; pairing is what makes the set useful. (The power of McNemar in bunches
is no merit: see its errors above.)

## Does the interval of the difference cover it?

Documents are drawn with return, both runs of each, and once more with two documents added, one
gained and one lost; the wider bounds count. Between equal runs, and where one gains twice as often
(with ten documents and flips in bunches it is still too short):

{difference}

## Is the detectable difference detected?

`compare` tells the smallest true difference that a set would show with a power of 80 %. Here it is
asked of sets with equal runs, 20 times; then sets are made with about that difference (in bunches
it cannot be reached exactly: a document has only so many answers to gain), and the last column
says in how many the test sees it.

{detectable}

It is a guide, on the safe side for single flips. Where they come in bunches it is good to about a
third of its size, since it has only the observed documents to learn the size of bunches from.
"""
