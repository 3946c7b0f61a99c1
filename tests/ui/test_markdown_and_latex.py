"""What people write is drawn: code, lists, links, formulas; in the preview as in the thread."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.notebooks import Project
from stage.person import Person

TEXT = """The **split** leaks:

1. sort by `month`
2. cut

```python
train = rows[:half]
```

See [the paper](https://example.org/paper) and $\\alpha^2 + \\beta$.

$$\\sum_i x_i$$
"""


def check(drawn: Locator) -> None:
    expect(drawn.locator("strong")).to_have_text("split")
    expect(drawn.locator("ol > li")).to_have_count(2)
    expect(drawn.locator("pre code")).to_contain_text("train = rows[:half]")
    link = drawn.get_by_role("link", name="the paper")
    expect(link).to_have_attribute("href", "https://example.org/paper")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(drawn.locator("mjx-container")).to_have_count(2)


def test_markdown_and_latex(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.add(3)
    ana.write(TEXT)
    ana.composer.get_by_role("tab", name="Preview").click()
    check(ana.composer.get_by_role("tabpanel"))
    ana.composer.get_by_role("tab", name="Write").click()
    expect(ana.composer.get_by_role("textbox")).to_have_value(TEXT)
    ana.send()
    check(ana.comments())
    bo.marker(3).click()
    check(bo.comments())
