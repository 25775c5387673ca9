"""Slack's name for the type of a file, from how it is called or how it was announced.

https://docs.slack.dev/reference/objects/file-object#types
"""

import mimetypes

from bot.sandbox.world.files import FileKind

TEXTS = {
    "text": "Plain Text",
    "markdown": "Markdown (raw)",
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "yaml": "YAML",
    "xml": "XML",
    "html": "HTML",
    "css": "CSS",
    "javascript": "JavaScript/JSON",
    "typescript": "TypeScript",
    "python": "Python",
    "shell": "Shell",
    "sql": "SQL",
    "diff": "Diff",
    "go": "Go",
    "java": "Java",
    "ruby": "Ruby",
    "rust": "Rust",
    "php": "PHP",
    "c": "C",
    "cpp": "C++",
}
ENDINGS = {
    "txt": "text",
    "log": "text",
    "md": "markdown",
    "yml": "yaml",
    "js": "javascript",
    "ts": "typescript",
    "py": "python",
    "sh": "shell",
    "patch": "diff",
    "rb": "ruby",
    "rs": "rust",
}
BINARIES = {
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "webp": "WebP",
    "svg": "SVG",
    "pdf": "PDF",
    "zip": "Zip",
    "gzip": "Gzip",
    "docx": "Word Document",
    "xlsx": "Excel Spreadsheet",
    "pptx": "PowerPoint Presentation",
    "mp3": "MP3",
    "mp4": "MPEG 4 Video",
}


def of_name(name: str) -> FileKind:
    """By the ending of the name; what nobody knows is a binary."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    filetype = ENDINGS.get(ending, ending)
    if filetype in TEXTS:
        return snippet(filetype)
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if filetype in BINARIES:
        return FileKind(filetype.replace("jpeg", "jpg"), BINARIES[filetype], mimetype)
    return FileKind("binary", "Binary", mimetype)


def snippet(filetype: str) -> FileKind:
    return FileKind(filetype, TEXTS[filetype], "text/plain", is_text=True)
