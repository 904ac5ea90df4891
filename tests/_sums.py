"""The sums that an official form demands, over labels as TOML gives them."""

from typing import Any

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_org",
)
BLOCKS = ("review", "litigation_direct", "litigation_after_review")
SUMS_2014 = {
    "I01": ("request.received", "in_person fax online letter"),
    "I02": ("request.completed", "completed_on_time completed_extended"),
    "I03": (
        "reply.total",
        "already_public granted partially_granted refused not_this_agency not_exist "
        "correction_needed other_route",
    ),
    "I04": (
        "reply.refused",
        "refused_state_secret refused_trade_secret refused_privacy refused_safety_stability "
        "refused_not_government_information refused_other_statutory",
    ),
    "I05": ("review.total", "upheld corrected other"),
    "I06": ("litigation.total", "upheld corrected other"),
    "I07": ("capacity.staff", "staff_full_time staff_part_time"),
}


def table_values(labels: dict[str, Any]) -> dict[str, float | None]:
    """What the tables say, one value per indicator; None for a cell without a value."""
    return {
        seen["indicator"]: seen.get("value")
        for seen in labels["observation"]
        if seen["place"] == "table"
    }


def sums_of(labels: dict[str, Any]) -> list[tuple[str, str, str, list[str]]]:
    """Identity, where it stands, the total, and the parts, for the form that the report uses."""
    if labels["meta"]["form"] == "2014":
        return [
            (name, "", total, [f"{total.split('.')[0]}.{part}" for part in parts.split()])
            for name, (total, parts) in SUMS_2014.items()
        ]
    if not labels["meta"]["form"]:
        return _local_sums_of(labels)
    rows = list(dict.fromkeys(i.rsplit(".", 1)[0] for i in table_values(labels) if "applic" in i))
    leaves = rows[2:-2]
    lines: list[tuple[str, str, str, list[str]]] = [
        ("R1", row, f"{row}.total", [f"{row}.{column}" for column in COLUMNS]) for row in rows
    ]
    for column in (*COLUMNS, "total"):
        parts = [f"{leaf}.{column}" for leaf in leaves]
        total = f"applications.results_total.{column}"
        lines.append((f"C2_{labels['meta']['form']}", column, total, parts))
    outcomes = ("upheld", "corrected", "other", "pending")
    for block in BLOCKS:
        lines.append(("T1", block, f"{block}.total", [f"{block}.{part}" for part in outcomes]))
    return lines


def _local_sums_of(labels: dict[str, Any]) -> list[tuple[str, str, str, list[str]]]:
    """The sums that are declared to fail, over those parts that the office's own table has."""
    there = table_values(labels)
    found: list[tuple[str, str, str, list[str]]] = []
    for entry in labels.get("identity_failed", []):
        total, parts = SUMS_2014[entry["identity"]]
        names = [f"{total.split('.')[0]}.{part}" for part in parts.split()]
        found.append((entry["identity"], "", total, [name for name in names if name in there]))
    return found


def failed_sums(labels: dict[str, Any]) -> set[tuple[str, str]]:
    """The identities, and where, whose parts are all there and do not add up."""
    values = table_values(labels)
    failed = set()
    for name, where, total, parts in sums_of(labels):
        known = [values.get(part) for part in parts]
        numbers = [value for value in known if value is not None]
        whole = values.get(total)
        if whole is not None and len(numbers) == len(known) and sum(numbers) != whole:
            failed.add((name, where))
    return failed
