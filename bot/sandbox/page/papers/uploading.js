// Files on their way in: chosen, dropped or pasted, and read as the sandbox takes them.

const MOST_BYTES = 20 * 1024 * 1024;

// Lets the person choose files of their machine; resolves to those chosen.
export function pickFiles({ accept = "", isMany = true } = {}) {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = isMany;
    input.hidden = true;
    const finish = () => {
      resolve([...input.files]);
      input.remove();
    };
    input.onchange = finish;
    input.oncancel = finish;
    document.body.append(input);
    input.click();
  });
}

// {name, content} of each, the content as a data: address.
export function readFiles(files) {
  const tooBig = [...files].find((file) => file.size > MOST_BYTES);
  if (tooBig)
    return Promise.reject(new Error(`${tooBig.name} is larger than the 20 MB that this page sends.`));
  return Promise.all([...files].map(read));
}

function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, content: asData(reader.result) });
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });
}

// An empty file's address is "data:" and nothing else.
function asData(url) {
  return url.includes(";base64,") ? url : "data:application/octet-stream;base64,";
}
