"""The six sections' three tables (国办公开办函〔2021〕30号): the form of report years from 2021 on."""

from llm_extract.schemas._forms import Form
from llm_extract.schemas._tables import rows

FORM = Form(name="2021", title="政府信息公开工作年度报告", rows=rows("2021"))
