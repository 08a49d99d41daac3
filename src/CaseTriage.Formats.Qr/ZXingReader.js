// What the engine lacks of what the reader's script asks for, and two functions for ZXingReader.cs.
globalThis.console = { log() { }, warn() { }, error() { }, debug() { } };
globalThis.TextDecoder = class {
  decode(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length;) {
      const first = bytes[i++];
      let more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
      let code = more === 0 ? first : first & (0x3f >> more);
      for (; more > 0 && i < bytes.length; more--) {
        code = code << 6 | bytes[i++] & 0x3f;
      }

      text += code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    }

    return text;
  }
};

let reader;
let place = 0;
let capacity = 0;

globalThis.newBytes = size => new Uint8Array(size);

globalThis.startReader = wasm => ZXingWASM.getZXingModule({
  instantiateWasm(imports, done) {
    const module = new WebAssembly.Module(wasm);
    const instance = new WebAssembly.Instance(module, imports);
    done(instance, module);
    return instance.exports;
  },
}).then(ready => { reader = ready; });

globalThis.isStarted = () => reader !== undefined;

// Gives the place for the pixels as it lies in the reader's memory: they are copied once.
globalThis.placeFor = size => {
  if (size > capacity) {
    if (place !== 0) {
      reader._free(place);
    }

    place = reader._malloc(size);
    capacity = size;
  }

  return reader.HEAPU8.subarray(place, place + size);
};

globalThis.readCodes = (width, height, options) => {
  const found = reader.readBarcodesFromPixmap(place, width, height, JSON.parse(options));
  const codes = [];
  for (let i = 0; i < found.size(); i++) {
    const code = found.get(i);
    codes.push({
      error: code.error, text: code.text, bytes: Array.from(code.bytes), version: code.version, level: code.ecLevel, extra: code.extra, isInverted: code.isInverted, isMirrored: code.isMirrored,
      sequenceSize: code.sequenceSize, sequenceIndex: code.sequenceIndex,
      corners: [code.position.topLeft, code.position.topRight, code.position.bottomRight, code.position.bottomLeft].map(point => [point.x, point.y]),
    });
  }

  found.delete();
  return JSON.stringify(codes);
};
