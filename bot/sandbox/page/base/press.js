// A press ends on what it began on. What is drawn in between might take that away, or move it from under the
// pointer, and the click would be nobody's: drawing waits until the press is over.

const LONGEST = 1500; // milliseconds that it waits: the end of a press may come to somebody else

let isUnderWay = false;
let waiting = null;
let timer = 0;

export function afterPress(draw) {
  return () => {
    if (isUnderWay) waiting = draw;
    else draw();
  };
}

function begin() {
  isUnderWay = true;
  clearTimeout(timer);
  timer = setTimeout(end, LONGEST);
}

// The click follows what ends the press at once, and is heard before this.
function endSoon() {
  clearTimeout(timer);
  timer = setTimeout(end);
}

function end() {
  isUnderWay = false;
  const draw = waiting;
  waiting = null;
  draw?.();
}

addEventListener("pointerdown", begin, true);
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, endSoon, true);
addEventListener("blur", endSoon); // of the window: what has the focus within it may lose it by the press
