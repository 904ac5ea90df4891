"""Every wording of the catalogue is read, save those that say too little by themselves."""

import json
import re
from pathlib import Path

import pytest

from tests._scanning import scan

CATALOGUE = Path(__file__).parents[2] / "shared" / "domain" / "narrative.json"
HEADINGS = {
    "disclosure": "二、主动公开政府信息情况",
    "response": "三、回应解读情况",
    "request": "四、依申请公开政府信息情况",
    "reply": "四、依申请公开政府信息情况",
    "review": "五、行政复议情况",
    "litigation": "五、行政诉讼情况",
    "appeal": "五、申诉情况",
    "complaint": "五、复议、诉讼和举报投诉情况",
    "fee": "六、收费及减免情况",
    "capacity": "七、机构建设和人员情况",
    "training": "八、会议和培训情况",
    "decision": "二、主动公开政府信息情况",
}
# Fragments without a subject of their own, or filed by their exact words under a neighbour.
TOO_LITTLE = {
    "刊登文件N件",
    "推送N条",
    "政府微信、微博及其它N次",
    "用户突破N万",
    "公共资源配置N条",
    "公开规范性文件数N条次",
    "規範性檔案N件",
    "制發檔案N個",
    "废止N件",
    "办结N件",
    "公开N起",
    "告知其他途径N起",
    "发出收费通知N件,总金额N元",
    "设立N个信息申请受理点",
    "共N人次参加",
    "人大建议N件、政协提案N件",
    "年内未发生",
    "累计公开信息共N条",
    "无偿提供",
    "免费",
    "未召开",
    "未收到行政许可申请",
}


def _wordings() -> list[tuple[str, str]]:
    if not CATALOGUE.exists():
        return []
    found = []
    for entry in json.loads(CATALOGUE.read_text(encoding="utf-8"))["indicators"]:
        if entry["kind"] in ("list", "period") or "." not in entry["id"]:
            continue
        stated = [
            *entry["phrases_simplified"],
            *entry["phrases_traditional"],
            *entry["phrases_taiwan_vocab"],
        ]
        wordings = [w for w in stated if "N" in w] + entry["negatives_meaning_zero"]
        found += [(entry["id"], w) for w in wordings if w not in TOO_LITTLE]
    return found


@pytest.mark.skipif(not CATALOGUE.exists(), reason=f"no catalogue at {CATALOGUE}")
@pytest.mark.parametrize(("indicator", "wording"), _wordings())
def test_a_wording_of_the_catalogue_is_read(indicator: str, wording: str) -> None:
    said = re.sub("N", "36", re.sub("N年", "2016年", wording))
    heading = HEADINGS[indicator.partition(".")[0]]
    found = {s.indicator for s in scan(f"{heading}\n2016年,我市{said}。").statements}
    assert indicator in found
