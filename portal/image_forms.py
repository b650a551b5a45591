"""The admin's form for pictures. Apart from the other forms: its base asks for models while it is being imported."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Decodes a picture before it is let in: Wagtail reads the header only, and fails on the rest when it is needed."""

    def to_python(self, data):
        if data:
            refuse_undecodable(data)
        return super().to_python(data)


class ImageForm(BaseImageForm):
    file = PictureField(label=pgettext_lazy("upload", "File"))


def refuse_undecodable(file) -> None:
    """Raise ValidationError for what Pillow cannot decode; what is too large to try, Wagtail's own limits refuse."""
    try:
        picture = Image.open(file)
        if picture.width * picture.height <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            picture.load()
    except Image.DecompressionBombError:
        pass
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise ValidationError(
            _("This file cannot be read as a picture. Export it again, or choose another.")
        ) from error
    finally:
        file.seek(0)
