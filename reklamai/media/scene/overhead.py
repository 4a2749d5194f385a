from reklamai.media.scene.model import Layer
from reklamai.media.scene.setting import Setting


def layers(s: Setting) -> list[Layer]:
    return []
