"""What comes in as a file by a form: kept in memory, and of a large one nothing but its size."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from hub.namespaces.drawing import BYTES


class SmallFile(FileUploadHandler):
    """Nothing is written to the disk: anybody may send a form, whatever its page makes of it."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.size, self.kept = 0, BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size <= BYTES:
            self.kept.write(raw_data)

    def file_complete(self, file_size):
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
