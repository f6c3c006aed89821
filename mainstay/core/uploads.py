"""Uploads where none is expected: nothing of the file is kept, not even in a temporary place."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUpload(FileUploadHandler):
    """Drops every file of a request; a page that expects one puts its own handler in front."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return None
