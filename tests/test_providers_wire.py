"""What stands on the wire, mode by mode, and what comes back when all is well."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from _asking import KEY, QUESTION, SCHEMA, bare, settings
from conftest import Program
from loopback import serve

from llm_extract import providers
from llm_extract.errors import ConfigError
from llm_extract.records import Request

MODES = ("json_schema", "tools", "json", "md_json")


def sent(request: Request = QUESTION, **more: Any) -> dict[str, Any]:
    with serve() as server:
        bare(server.url, request, **more)
        return server.requests[0].body


@pytest.mark.parametrize("mode", MODES)
def test_the_text_of_the_report_is_on_the_wire_as_it_is(mode: str) -> None:
    assert sent(mode=mode)["messages"][-1] == {"role": "user", "content": QUESTION.user}


def test_json_schema_is_strict_on_the_wire() -> None:
    assert sent(mode="json_schema")["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
    }


def test_a_tool_carries_the_schema() -> None:
    body = sent(mode="tools")
    assert body["tools"] == [
        {"type": "function", "function": {"name": "answer", "parameters": SCHEMA}}
    ]
    assert body["tool_choice"] == {"type": "function", "function": {"name": "answer"}}


def test_json_mode_tells_the_schema_in_the_instructions() -> None:
    body = sent(mode="json")
    assert body["response_format"] == {"type": "json_object"}
    assert body["messages"][0]["content"].startswith(QUESTION.system + "\n\n")
    assert '"required":["statements"]' in body["messages"][0]["content"]


def test_md_json_asks_for_no_format_that_a_server_may_not_know() -> None:
    assert "response_format" not in sent(mode="md_json")
    assert "tools" not in sent(mode="md_json")


def test_the_stable_part_comes_first_and_is_the_same_for_each_chunk() -> None:
    other = Request(QUESTION.system, "另一段", SCHEMA)
    assert sent()["messages"][0] == sent(other)["messages"][0]


def test_the_temperature_is_0_unless_left_to_the_server() -> None:
    assert sent()["temperature"] == 0
    assert "temperature" not in sent(temperature="default")


def test_parameters_of_the_settings_go_out_unchanged() -> None:
    assert sent(parameters={"enable_thinking": False})["enable_thinking"] is False


def test_max_tokens_is_sent_only_when_set() -> None:
    assert sent(max_tokens=9)["max_tokens"] == 9
    assert "max_tokens" not in sent()


@pytest.mark.parametrize("mode", MODES)
def test_a_right_answer_comes_back_whole(mode: str) -> None:
    with serve(answer='{"statements": [{"number": "36"}]}') as server:
        reply = bare(server.url, mode=mode)
    assert reply.text == '{"statements": [{"number": "36"}]}'
    assert (reply.finish, reply.fault, reply.model) == ("stop", "", "m")
    assert reply.output_tokens == 34


ENVIRONMENT = {
    **dict.fromkeys(("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_WEBHOOK_SECRET"), KEY),
    **dict.fromkeys(("OPENAI_ORG_ID", "OPENAI_PROJECT_ID"), KEY),
    "OPENAI_CUSTOM_HEADERS": f"X-Account: {KEY}\nAuthorization: Bearer {KEY}",
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    **dict.fromkeys(("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"), KEY),
    "ANTHROPIC_BASE_URL": "http://127.0.0.1:9",
}
PROTOCOLS: list[tuple[str, dict[str, Any]]] = [
    ("", {"kind": "openai"}),
    ("/v1", {"kind": "anthropic", "mode": "tools"}),
]


@pytest.mark.parametrize(("cut", "protocol"), PROTOCOLS, ids=["openai", "anthropic"])
@pytest.mark.parametrize("own", ["", "sk-own-0123456789"])
def test_a_server_gets_its_own_key_and_nothing_else_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, cut: str, protocol: dict[str, Any], own: str
) -> None:
    pytest.importorskip(str(protocol["kind"]), reason="this extra is not installed")
    for name, value in {**ENVIRONMENT, "OWN_KEY": own}.items():
        monkeypatch.setenv(name, value)
    with serve() as server:
        bare(server.url.removesuffix(cut), **protocol, api_key_env="OWN_KEY" if own else "")
        [received] = server.requests
    assert KEY not in str(received)
    assert (own or "none") in received.headers.get(
        "x-api-key", received.headers.get("authorization")
    )


def test_no_setting_of_the_environment_makes_the_sdk_write_what_is_sent(
    program: Program, tmp_path: Path
) -> None:
    with serve(faults=["echo"]) as server:
        (tmp_path / "llm_extract.toml").write_text(
            f'[providers.local]\nbase_url = "{server.url}"\nmodel = "m"\napi_key_env = "OWN"\n'
        )
        (tmp_path / "report.txt").write_text("全年收到申请5件。", "utf-8")
        told = program(
            *("extract", "report.txt", "--provider", "local", "--cache-dir", "kept"),
            **{"OPENAI_LOG": "debug", "ANTHROPIC_LOG": "debug", "OWN": KEY},
        ).stderr.decode()
    assert told.splitlines()[0].startswith("report.txt: a part of it got no usable answer")
    assert told.count("\n") == 1
    assert KEY not in told


def test_the_key_is_read_when_it_is_needed_and_named_when_it_is_missing() -> None:
    with serve() as server:
        providers.connect(settings(server.url, api_key_env="NO_SUCH_KEY"))
        with pytest.raises(ConfigError, match="NO_SUCH_KEY is not set"):
            bare(server.url, api_key_env="NO_SUCH_KEY")


def test_anthropic_gets_its_own_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("anthropic", reason="the extra `anthropic` is not installed")
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    more = {"kind": "anthropic", "mode": "tools", "api_key_env": "LOOPBACK_KEY"}
    with serve(answer='{"statements": [{"quote": "收到申请36件"}]}') as server:
        reply = bare(server.url.removesuffix("/v1"), **more)
        received = server.requests[0]
    assert reply.text == '{"statements": [{"quote": "收到申请36件"}]}'
    assert received.path == "/v1/messages"
    assert received.headers["x-api-key"] == KEY
    assert received.body["system"] == QUESTION.system
    assert received.body["messages"] == [{"role": "user", "content": QUESTION.user}]
    assert received.body["tools"] == [{"name": "answer", "input_schema": SCHEMA}]


def test_anthropic_knows_no_json_schema_mode() -> None:
    with pytest.raises(ConfigError, match="there are tools, md_json"):
        providers.connect(settings("http://127.0.0.1:9", kind="anthropic", mode="json_schema"))


def test_a_script_answers_in_its_order() -> None:
    told = settings("", kind="scripted", parameters={"answers": ["一", "二"]})
    ask = providers.connect(told)
    replies = [asyncio.run(_asked(ask)).text for _ in range(2)]
    assert replies == ["一", "二"]


async def _asked(ask: Any) -> Any:
    return await ask(QUESTION)


@pytest.mark.parametrize("mode", ["json", "md_json"])
def test_a_schema_in_words_repeats_no_long_list_of_choices(mode: str) -> None:
    choices = [f"group.name_{n}" for n in range(90)]
    item = {"enum": choices, "type": "string"}
    schema = {**SCHEMA, "properties": {"statements": {"type": "array", "items": item}}}
    words = sent(Request("", "", schema), mode=mode)["messages"][0]["content"]
    assert "group.name_5" not in words
    assert '"items":{"type":"string"}' in words
