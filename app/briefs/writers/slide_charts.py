"""Charts as an office has them: with their numbers in a workbook, and editable."""

from copy import deepcopy
from typing import Any

from app.briefs.blocks import DIGITS, Chart, Dots, Estimates, Pairs, Stacks, Tone
from app.briefs.line import clean
from app.briefs.writers.palette import LIGHT, STRIPED
from app.briefs.writers.workbook import filled

MOST_LABELED = 10
"""Things of which each bar is labeled with its number."""

Place = tuple[float, float, float, float]


def charted(slide: Any, chart: Chart, place: Place) -> Any:
    """Add a chart to a slide, at a place in inches, and return its frame."""
    if isinstance(chart, Pairs):
        return _pairs(slide, chart, place)
    if isinstance(chart, Stacks):
        return _stacks(slide, chart, place)
    if isinstance(chart, Dots):
        return _counts(slide, chart, place)
    return _estimates(slide, chart, place)


def _pairs(slide: Any, chart: Pairs, place: Place) -> Any:
    data = _data(chart.labels, "0.0%")
    for name, shares in zip(chart.names, (chart.before, chart.after), strict=True):
        data.add_series(clean(name), [round(share, DIGITS) for share in shares])
    frame = _added(slide, "COLUMN_CLUSTERED", data, place)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    for series, color in zip(plot.series, ("before", "after"), strict=True):
        _solid(series.format.fill, color)
    if len(chart.labels) <= MOST_LABELED:
        _labeled(plot, "0%")
    _axes(frame.chart, clean(chart.axis), "0%")
    return frame


def _stacks(slide: Any, chart: Stacks, place: Place) -> Any:
    data = _data(chart.labels, "0.0%")
    for n, name in enumerate(chart.names):
        shares = [round(row[n], DIGITS) for row in chart.shares]
        data.add_series(clean(name), shares)
    frame = _added(slide, "COLUMN_STACKED", data, place)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    for series, tone in zip(plot.series, chart.tones, strict=True):
        _toned(series.format, tone)
    _axes(frame.chart, clean(chart.axis), "0%")
    frame.chart.value_axis.maximum_scale = 1.0
    return frame


def _estimates(slide: Any, chart: Estimates, place: Place) -> Any:
    """Add bars with lines of one standard error to each side.

    The errors are a column of the workbook, which the lines refer to.
    """
    data = _data([clean(label) for label in chart.labels], "0.00")
    data.add_series(clean(chart.unit), [round(x, DIGITS) for x in chart.values])
    data.add_series("±", [round(x, DIGITS) for x in chart.errors])
    frame = _added(slide, "BAR_CLUSTERED", data, place)
    plot = frame.chart.plots[0]
    plot.gap_width = 60
    _with_errors(plot)
    _solid(plot.series[0].format.fill, "before")
    _axes(frame.chart, clean(chart.unit), "General", flat=True)
    frame.chart.has_legend = False
    return frame


def _counts(slide: Any, chart: Dots, place: Place) -> Any:
    """Add bars as long as there are dots."""
    data = _data([clean(label) for label in chart.labels], "0")
    data.add_series(clean(chart.name), [float(count) for count in chart.counts])
    frame = _added(slide, "BAR_CLUSTERED", data, place)
    plot = frame.chart.plots[0]
    plot.gap_width = 60
    _solid(plot.series[0].format.fill, "before")
    _labeled(plot, "0")
    _axes(frame.chart, clean(chart.name), "0", flat=True)
    frame.chart.has_legend = False
    return frame


def _data(labels: Any, form: str) -> Any:
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415  only where needed

    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    data.categories = list(labels)
    return data


def _added(slide: Any, kind: str, data: Any, place: Place) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION  # noqa: PLC0415
    from pptx.util import Inches, Pt  # noqa: PLC0415  likewise

    frame = slide.shapes.add_chart(
        getattr(XL_CHART_TYPE, kind), *map(Inches, place), data
    )
    chart = frame.chart
    rows = _rows(data)
    chart.part.chart_workbook.update_from_xlsx_blob(filled(rows, data.number_format))
    chart.font.size, chart.font.color.rgb = Pt(12), _rgb("text")
    chart.has_title, chart.has_legend = False, True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    return frame


def _rows(data: Any) -> list[list[str | float]]:
    """Return the rows of a chart's workbook, in the cells that the chart refers to."""
    names = ["", *(series.name for series in data)]
    things = [category.label for category in data.categories]
    columns = [things, *(list(series.values) for series in data)]
    return [names, *map(list, zip(*columns, strict=True))]


def _axes(chart: Any, name: str, form: str, *, flat: bool = False) -> None:
    """Name an axis and draw thin lines; flat bars go from top to bottom."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415
    from pptx.util import Pt  # noqa: PLC0415  likewise

    things, values = chart.category_axis, chart.value_axis
    named = values if flat else things
    named.has_title = True
    named.axis_title.text_frame.text = name
    letters = named.axis_title.text_frame.paragraphs[0].runs[0].font
    letters.size, letters.bold = Pt(12), False
    values.tick_labels.number_format = form
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = _rgb("line")
    values.format.line.fill.background()
    things.format.line.color.rgb = _rgb("muted")
    things.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    things.reverse_order = flat
    for axis in (things, values):
        axis.major_tick_mark = XL_TICK_MARK.NONE
    if flat:
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _labeled(plot: Any, form: str) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION  # noqa: PLC0415  likewise
    from pptx.util import Pt  # noqa: PLC0415  likewise

    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(10)


def _with_errors(plot: Any) -> None:
    """Turn the second series into lines of error of the first."""
    from lxml import etree  # noqa: PLC0415  likewise
    from pptx.oxml.ns import qn  # noqa: PLC0415  likewise

    first, second = (series._element for series in plot.series)  # noqa: SLF001
    numbers = second.find(qn("c:val"))[0]
    second.getparent().remove(second)
    bars = etree.Element(qn("c:errBars"))
    for tag, value in (
        ("errBarType", "both"),
        ("errValType", "cust"),
        ("noEndCap", "1"),
    ):
        etree.SubElement(bars, qn(f"c:{tag}"), val=value)
    for side in ("plus", "minus"):
        etree.SubElement(bars, qn(f"c:{side}")).append(deepcopy(numbers))
    shape = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(shape, qn("a:ln"), w="15875")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=LIGHT["text"].strip("#"))
    first.find(qn("c:cat")).addprevious(bars)


def _toned(form: Any, tone: Tone) -> None:
    """Color a series by its tone, with stripes where colors are alike in gray."""
    from pptx.enum.dml import MSO_PATTERN  # noqa: PLC0415  likewise
    from pptx.util import Pt  # noqa: PLC0415  likewise

    if tone in STRIPED:
        form.fill.patterned()
        form.fill.pattern = MSO_PATTERN.LIGHT_HORIZONTAL
        form.fill.fore_color.rgb = _rgb("paper")
        form.fill.back_color.rgb = _rgb(tone)
    else:
        _solid(form.fill, tone)
    form.line.color.rgb, form.line.width = _rgb("paper"), Pt(1)


def _solid(fill: Any, color: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(color)


def _rgb(color: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  likewise

    make: Any = RGBColor.from_string
    return make(LIGHT[color].strip("#").upper())
