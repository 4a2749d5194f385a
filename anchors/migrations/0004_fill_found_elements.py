from django.db import migrations

PARTS = {
    "face": "face", "clothing": "clothing", "lighting": "light", "environment": "place", "product": "product",
}  # fmt: skip


def fill(apps, schema_editor):
    anchors = apps.get_model("anchors", "ReferenceAnchor").objects
    rows = anchors.exclude(extracted_features={}).values_list("pk", "extracted_features")
    for pk, features in rows.iterator(chunk_size=100):
        found = [each for each, part in PARTS.items() if "reason" not in features.get(part, {"reason": ""})]
        anchors.filter(pk=pk).update(features_version=features.get("version", 0), found_elements=found)


class Migration(migrations.Migration):
    """What was found in anchors that have been read already."""

    dependencies = [("anchors", "0003_found_elements")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
