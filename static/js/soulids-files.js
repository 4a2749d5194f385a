// Which files a person has dropped: single ones, many, or whole folders with folders in them.
(() => {
  const PICTURE = /\.(jpe?g|png|webp|heic|heif|avif|gif|bmp|tiff?)$/i;
  const isPicture = (file) => !file.name.startsWith(".") && (file.type.startsWith("image/") || PICTURE.test(file.name));

  const fileOf = (entry) => new Promise((resolve) => entry.file(resolve, () => resolve(null)));
  const someOf = (reader) => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));

  async function inside(entry) {
    if (entry.isFile) return [await fileOf(entry)];
    const reader = entry.createReader();
    const found = [];
    // Chromium gives a folder by the hundred, until it gives nothing.
    for (let some = await someOf(reader); some.length; some = await someOf(reader)) {
      for (const each of some) found.push(...(await inside(each)));
    }
    return found;
  }

  // Entries can only be asked for while the drop is handled; what is in them is read afterwards.
  function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...transfer.files];
    if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve(loose);
    return Promise.all(entries.map(inside)).then((found) => found.flat().filter(Boolean));
  }

  window.soulFiles = { dropped, isPicture };
})();
