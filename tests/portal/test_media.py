"""Pictures and documents: what is let in, and where it lives."""

import re
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file_jpeg, get_test_image_file_svg

from portal.media import unguessable_path
from portal.models import PortalDocument, PortalImage
from tests import factories


def png_header(side: int) -> bytes:
    """A PNG that claims to be `side` pixels wide and high, in 60 bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


FAKES = {
    "no image": ("picture.jpg", b"MZ this is a program", "image/jpeg"),
    "empty": ("picture.jpg", b"", "image/jpeg"),
    "page": ("picture.png", b"<html><script>alert(1)</script></html>", "image/png"),
    "drawing": ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
    "drawing in disguise": ("picture.png", get_test_image_file_svg().file.getvalue(), "image/png"),
    "bomb": ("picture.png", png_header(60_000), "image/png"),
    "wrong type": ("picture.tiff", get_test_image_file_jpeg().file.getvalue(), "image/tiff"),
    "two extensions": ("picture.jpg.php", get_test_image_file_jpeg().file.getvalue(), "image/jpeg"),
}


def upload(client, name: str, data: bytes, kind: str):
    return client.post("/admin/images/add/", {"title": "Picture", "file": SimpleUploadedFile(name, data, kind)})


@pytest.mark.parametrize("fake", FAKES)
def test_fakes_are_refused_beside_the_field(fake, people, sign_in):
    response = upload(sign_in(people["officer"]), *FAKES[fake])
    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert not PortalImage.objects.exists()


def test_a_picture_that_is_too_large_is_refused(people, sign_in, settings):
    data = get_test_image_file_jpeg().file.getvalue().ljust(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1, b"\0")
    response = upload(sign_in(people["officer"]), "picture.jpg", data, "image/jpeg")
    assert "file" in response.context["form"].errors


def test_a_picture_and_its_sizes_have_addresses_that_cannot_be_guessed(people, sign_in):
    client = sign_in(people["officer"])
    data = get_test_image_file_jpeg().file.getvalue()
    for _time in range(2):
        assert upload(client, "澜水 river.JPG", data, "image/jpeg").status_code == 302
    images = PortalImage.objects.all()
    paths = [image.file.name for image in images] + [image.get_rendition("width-100").file.name for image in images]
    assert len({path.split("/")[1] for path in paths}) == 4
    for path in paths:
        assert re.fullmatch(r"(images|renditions)/[0-9a-f]{32}/[\w.-]+\.jpe?g", path, re.ASCII), path
    assert client.get(images[0].file.url).status_code == 200
    assert client.get("/media/images/").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "中文.png", "a" * 300 + ".jpg", ".htaccess", "no-extension", "a b?.jpg"]
)
def test_file_names_are_made_plain(name):
    path = unguessable_path("images", name)
    assert re.fullmatch(r"images/[0-9a-f]{32}/[A-Za-z0-9_-]{1,40}(\.\w+)?", path), path


@pytest.mark.parametrize("name", ["page.html", "program.exe", "drawing.svg", "script.js", "no-extension", "a.pdf.exe"])
def test_other_kinds_of_documents_are_refused(name, people, sign_in):
    file = SimpleUploadedFile(name, b"x")
    response = sign_in(people["officer"]).post("/admin/documents/add/", {"title": "File", "file": file})
    assert "file" in response.context["form"].errors
    assert not PortalDocument.objects.exists()


def test_a_document_that_is_too_large_is_refused(db, settings):
    document = factories.document()
    document.full_clean()
    settings.DOCUMENT_MAX_UPLOAD_SIZE = 2
    with pytest.raises(ValidationError):
        document.full_clean()


def test_no_web_server_reaches_a_document(client, settings, db):
    file = factories.document().file
    assert not file.path.startswith(str(settings.MEDIA_ROOT))
    assert client.get(f"/media/{file.name}").status_code == 404
