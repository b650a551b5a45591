"""The blocks of an article's body. Everything a reader meets inside a text is one of these."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "news/blocks/heading.html"

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=150, **kwargs)


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        template = "news/blocks/paragraph.html"

    def __init__(self, **kwargs) -> None:
        super().__init__(features=INLINE_FEATURES, **kwargs)


class ListBlock(blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Item")), label=_("Items"))

    class Meta:
        label = _("List")
        icon = "list-ul"
        template = "news/blocks/list.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=pgettext_lazy("quotation", "Words"))
    attribution = blocks.CharBlock(
        label=_("Said or written by"), help_text=_("A quotation without its author is not released.")
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "news/blocks/quote.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=255,
        help_text=_("What somebody who cannot see the picture needs to know. No “picture of”."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=120)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "news/blocks/image.html"


class KeyFigureBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("Figure"), max_length=40)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)


class KeyFiguresBlock(blocks.ListBlock):
    class Meta:
        label = _("Key figures")
        icon = "order"
        template = "news/blocks/key_figures.html"

    def __init__(self, **kwargs) -> None:
        super().__init__(KeyFigureBlock(), **kwargs)


class CaptionedTableBlock(TableBlock):
    """A table whose caption and words, cell by cell, wagtail-localize offers for translation; it leaves others as they are."""

    class Meta:
        label = _("Table")
        icon = "table"
        template = "news/blocks/table.html"

    def get_table_options(self, table_options: dict | None = None) -> dict:
        """Handsontable knows Chinese as zh-CN, and says in the console when it is asked for zh-hans."""
        options: dict = super().get_table_options(table_options)
        return options | {"language": "zh-CN" if str(options["language"]).startswith("zh") else "en-US"}

    def get_translatable_segments(self, value: dict) -> list[StringSegmentValue]:
        """The caption, and each cell that holds a letter: numbers are the same in both languages."""
        cells = [
            (f"cell-{row}-{column}", text)
            for row, texts in enumerate(value["data"])
            for column, text in enumerate(texts)
            if any(character.isalpha() for character in text or "")
        ]
        caption = [("caption", value["table_caption"])] if value.get("table_caption") else []
        return [StringSegmentValue(path, text) for path, text in caption + cells]

    def restore_translated_segments(self, value: dict, segments: list[StringSegmentValue]) -> dict:
        for segment in segments:
            if segment.path == "caption":
                value["table_caption"] = segment.render_text()
            else:
                row, column = map(int, segment.path.removeprefix("cell-").split("-"))
                value["data"][row][column] = segment.render_text()
        return value


class LinkEmbedBlock(EmbedBlock):
    class Meta:
        label = _("Embed")
        icon = "media"
        template = "news/blocks/embed.html"


class DocumentBlock(DocumentChooserBlock):
    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "news/blocks/document.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = ListBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    table = CaptionedTableBlock()
    key_figures = KeyFiguresBlock()
    embed = LinkEmbedBlock()
    document = DocumentBlock()

    class Meta:
        template = "news/blocks/body.html"
