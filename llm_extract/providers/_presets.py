"""The services people use, by name; a table `[providers.NAME]` overrides or adds to them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from llm_extract import plugins
from llm_extract.config import ProviderSettings
from llm_extract.errors import ConfigError

# `mode` is the strictest that the service is known to honour for the model given. A model that
# is left out must be named, since everybody runs another one there; so must an address.
_PRESETS: Mapping[str, Mapping[str, Any]] = {
    "anthropic": {
        "kind": "anthropic",
        "base_url": "https://api.anthropic.com",
        "model": "claude-sonnet-4-5",
        "api_key_env": "ANTHROPIC_API_KEY",
        "mode": "tools",
        "max_tokens": 8192,  # its protocol demands a limit
    },
    "azure": {
        "api_key_env": "AZURE_OPENAI_API_KEY",  # base_url: https://NAME.openai.azure.com/openai/v1
    },
    "deepseek": {
        "base_url": "https://api.deepseek.com/v1",
        "model": "deepseek-chat",
        "api_key_env": "DEEPSEEK_API_KEY",
        "mode": "json",
        "max_tokens": 8192,
    },
    "gemini": {
        "base_url": "https://generativelanguage.googleapis.com/v1beta/openai",
        "model": "gemini-2.5-flash",
        "api_key_env": "GEMINI_API_KEY",
    },
    "glm": {
        "base_url": "https://open.bigmodel.cn/api/paas/v4",
        "model": "glm-4-plus",
        "api_key_env": "ZHIPUAI_API_KEY",
        "mode": "json",
    },
    "kimi": {
        "base_url": "https://api.moonshot.cn/v1",
        "model": "moonshot-v1-32k",
        "api_key_env": "MOONSHOT_API_KEY",
        "mode": "json",
        "max_tokens": 8192,  # it stops after 1,024 otherwise
    },
    "lmstudio": {"base_url": "http://localhost:1234/v1", "concurrency": 4},
    "ollama": {"base_url": "http://localhost:11434/v1", "concurrency": 4, "timeout": 300.0},
    "openai": {
        "base_url": "https://api.openai.com/v1",
        "model": "gpt-4.1-mini",
        "api_key_env": "OPENAI_API_KEY",
        "batch_price_factor": 0.5,
    },
    "openrouter": {
        "base_url": "https://openrouter.ai/api/v1",
        "model": "openai/gpt-4.1-mini",
        "api_key_env": "OPENROUTER_API_KEY",
    },
    "qwen": {
        "base_url": "https://dashscope.aliyuncs.com/compatible-mode/v1",
        "model": "qwen-plus",
        "api_key_env": "DASHSCOPE_API_KEY",
        "mode": "json",
    },
    "siliconflow": {
        "base_url": "https://api.siliconflow.cn/v1",
        "model": "Qwen/Qwen2.5-72B-Instruct",
        "api_key_env": "SILICONFLOW_API_KEY",
        "mode": "json",
        "max_tokens": 4096,
    },
    "vllm": {"base_url": "http://localhost:8000/v1", "concurrency": 64, "timeout": 300.0},
}
_OWN = ("lmstudio", "ollama", "vllm")  # on the user's own machine: nobody sends a bill
_FREE = {"price_input": 0.0, "price_output": 0.0, "requests_per_minute": 6000}

Tables = Mapping[str, ProviderSettings]


def known(tables: Tables) -> tuple[str, ...]:
    """Names of all presets and of the user's own tables, in alphabetical order."""
    return tuple(sorted({*_PRESETS, *tables}))


def resolve(name: str, tables: Tables) -> ProviderSettings:
    """The settings of one provider: its table over its preset, or a ConfigError with all faults."""
    if name not in known(tables):
        near = get_close_matches(name, known(tables), 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known(tables))}"
        raise ConfigError(f"no provider {name!r}; {hint} A table [providers.{name}] makes one.")
    settings = merged(name, tables)
    if faults := _faults(settings):
        raise ConfigError("\n".join(f"[providers.{name}] {fault}" for fault in faults))
    return settings


def merged(name: str, tables: Tables) -> ProviderSettings:
    """The table over the preset, whether or not anything is missing in it."""
    preset = {"kind": "openai", **(_FREE if name in _OWN else {}), **_PRESETS.get(name, {})}
    own = tables[name].model_dump(exclude_unset=True) if name in tables else {}
    told = {**preset, **own, "name": name}
    # The strictest mode of the protocol; an unknown protocol is told with those there are.
    strictest = next(iter(plugins.load("llm_extract.providers", told["kind"]).MODES))
    return ProviderSettings.model_validate({"mode": strictest, **told})


def _faults(settings: ProviderSettings) -> list[str]:
    if settings.kind == "scripted":
        return []
    missing = []
    if not settings.model:
        missing.append("model: not set; name the one to ask, as the server calls it")
    if not settings.base_url:
        missing.append('base_url: not set; the address of the server, as "https://…/v1"')
    elif not settings.base_url.startswith(("http://", "https://")):
        missing.append(f"base_url: must begin with http:// or https://: {settings.base_url!r}")
    return missing
