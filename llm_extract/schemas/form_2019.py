"""The six sections' three tables (国办公开办函〔2019〕60号): the form of report years 2019 and 2020."""

from llm_extract.schemas._forms import Form
from llm_extract.schemas._tables import rows

FORM = Form(name="2019", title="政府信息公开工作年度报告", rows=rows("2019"))
