"""The table 行政复议、行政诉讼情况: three blocks of five outcomes in one row of 15 cells."""

BLOCKS = ("review", "litigation_direct", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
CELLS: tuple[str, ...] = tuple(f"{block}.{outcome}" for block in BLOCKS for outcome in OUTCOMES)

# The words of the header without blanks and bars, by what they name.
BLOCK_LABELS: dict[str, str] = {
    "review": "行政复议",
    "litigation_direct": "未经复议(?:程序)?(?:直接|而)?起诉",
    "litigation_after_review": "复议后(?:再)?起诉",
}
OUTCOME_LABELS: dict[str, str] = {
    "upheld": "结果维持|维持结果",
    "corrected": "结果纠正|纠正结果",
    "other": "其[他它]结果",
    "pending": "尚未审结",
    "total": "总计|合计",
}
OVER_BOTH = "行政诉讼"  # stands over two blocks
