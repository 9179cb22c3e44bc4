"""The classifier as the settings want it; rules only, said loudly, where it can't be had."""

from __future__ import annotations

import structlog

from warn.config.settings import Settings, model_folder
from warn.core.classify import Classifier
from warn.edge.model_files import ModelRefused, read

log = structlog.get_logger("warn.model")


def classifier(settings: Settings) -> Classifier | None:
    """None: rules only. Whatever is wrong with the files, nothing of them is used and the daemon runs on."""
    folder = model_folder(settings)
    if folder is None:
        return None
    try:
        return Classifier(read(folder).model)
    except ModelRefused as error:
        log.error("NO CLASSIFIER: rules only", why=str(error))
        return None
