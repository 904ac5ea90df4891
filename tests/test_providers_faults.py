"""What each fault of a server becomes, and that no key gets out by it."""

import logging
import socket
import traceback
from typing import Any

import pytest
from _asking import KEY, bare, faulty, settings

from llm_extract.errors import (
    AnswerError,
    BadRequest,
    ProviderBusy,
    ProviderError,
    ProviderRefused,
)
from llm_extract.providers._failing import Failures, Key

MODES = ("json_schema", "tools", "json", "md_json")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("400", BadRequest),
        ("401", ProviderRefused),
        ("402", ProviderRefused),
        ("403", ProviderRefused),
        ("404", ProviderRefused),
        ("408", ProviderBusy),
        ("409", ProviderBusy),
        ("413", BadRequest),
        ("429", ProviderBusy),
        ("quota", ProviderRefused),
        ("500", ProviderBusy),
        ("503", ProviderBusy),
        ("reset", ProviderBusy),
        ("empty", AnswerError),
        ("null", AnswerError),
        ("refusal", AnswerError),
        ("garbage", AnswerError),
    ],
)
def test_a_fault_becomes_the_error_of_who_can_mend_it(
    mode: str, fault: str, kind: type[ProviderError]
) -> None:
    with pytest.raises(ProviderError) as caught:
        faulty(fault, mode=mode)
    assert type(caught.value) is kind
    assert str(caught.value).startswith("loopback: ")


def test_a_server_that_hangs_is_busy() -> None:
    with pytest.raises(ProviderBusy, match=r"no answer within 0\.3 s"):
        faulty("hang", timeout=0.3)


def test_what_a_broken_connection_cost_is_unknown() -> None:
    with pytest.raises(ProviderBusy) as caught:
        faulty("reset")
    assert caught.value.input_tokens is None


def test_an_empty_answer_is_paid_for() -> None:
    with pytest.raises(AnswerError) as caught:
        faulty("empty")
    assert caught.value.output_tokens == 18


def test_nobody_at_the_address_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ProviderBusy, match="no connection to") as caught:
        bare(f"http://127.0.0.1:{port}/v1")
    assert caught.value.unreachable


@pytest.mark.parametrize(("fault", "seconds"), [("429:7", 7.0), ("503:0.5", 0.5), ("429", None)])
def test_what_the_server_asks_to_wait_is_told(fault: str, seconds: float | None) -> None:
    with pytest.raises(ProviderBusy) as caught:
        faulty(fault)
    assert caught.value.retry_after == seconds


def test_a_date_to_wait_for_becomes_seconds() -> None:
    with pytest.raises(ProviderBusy) as caught:
        faulty("429:date")
    assert caught.value.retry_after is not None
    assert 0 <= caught.value.retry_after <= 2


@pytest.mark.parametrize("nonsense", ["soon", "nan", "-5", "inf", "Mon, 99 Foo"])
def test_a_retry_after_that_says_nothing_is_none_or_at_once(nonsense: str) -> None:
    failures = Failures(settings("http://x"), Key(settings("http://x")))
    error = failures.status(429, {"retry-after": nonsense}, None)
    assert isinstance(error, ProviderBusy)
    assert error.retry_after in (None, 0.0)


@pytest.mark.parametrize("mode", MODES)
def test_a_cut_answer_is_a_reply_that_says_so(mode: str) -> None:
    reply = faulty("length", mode=mode)
    assert (reply.finish, reply.text, reply.fault) == ("length", '{"stateme', "")


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json"])
@pytest.mark.parametrize("fault", ["malformed", "prose", "fenced"])
def test_a_bad_answer_comes_back_raw_with_what_is_wrong(mode: str, fault: str) -> None:
    reply = faulty(fault, mode=mode)
    assert "statements" in reply.text
    assert "Invalid JSON" in reply.fault


def test_an_answer_without_the_key_asked_for_is_told_by_name() -> None:
    from loopback import serve

    with serve(answer='{"other": 1}') as server:
        reply = bare(server.url)
    assert (reply.text, reply.fault) == ('{"other": 1}', "statements: Field required")


def test_usage_that_is_not_told_is_unknown_and_not_0() -> None:
    reply = faulty("nousage")
    assert (reply.input_tokens, reply.output_tokens) == (None, None)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fault", ["echo", "401", "400", "429", "reset", "hang", "garbage"])
def test_no_key_in_an_error_or_a_log(
    mode: str,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ProviderError) as caught:
        faulty(fault, mode=mode, api_key_env="LOOPBACK_KEY", timeout=1.0)
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert KEY not in told + caplog.text + "".join(capfd.readouterr())
    assert caught.value.__context__ is None


def test_no_key_in_an_answer_that_repeats_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    reply = faulty("babble", api_key_env="LOOPBACK_KEY")
    assert "Bearer [key]" in reply.text
    assert KEY not in repr(reply)


def test_a_placeholder_for_a_key_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", "x")
    key: Any = Key(settings("http://x", api_key_env="LOOPBACK_KEY"))
    assert key.hidden("six text") == "six text"
