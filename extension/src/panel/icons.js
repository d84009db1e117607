// Line drawings, 24 x 24, drawn for this panel: one path a line.

export const handset =
  'M5 4h3l1.6 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.6v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 3 6.2 2 2 0 0 1 5 4z';
export const incoming = `M20.5 4 14 10.5\nM14 5.5v5h5\n${handset}`;
export const outgoing = `M14 10.5 20.5 4\nM15.5 4h5v5\n${handset}`;
export const missed = `M15 4.5l5 5\nM20 4.5l-5 5\n${handset}`;
export const check = 'M5 12.5l4.5 4.5L19 7.5';
export const warning = 'M12 4 2.8 19.5h18.4z\nM12 10v4.5\nM12 17v.2';
export const failure = 'M12 3a9 9 0 1 0 .01 0z\nM12 7.5v5.5\nM12 16.2v.2';
export const waiting = 'M12 3a9 9 0 1 0 .01 0z\nM12 7v5l3.5 2';
export const away = 'M14 4h6v6\nM20 4l-9 9\nM18 13.5V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5.5';
export const letter = 'M3.5 6.5h17v11h-17z\nM3.5 7l8.5 6.5L20.5 7';
export const tray = 'M4 13v5h16v-5\nM4 13h5l1.5 2.5h3L15 13h5\nM12 4v7\nM9 8.5l3 3 3-3';
export const close = 'M6 6l12 12\nM18 6 6 18';
export const copy = 'M9 9h11v11H9z\nM5 15H4V4h11v1';
export const gear = 'M4 7h9\nM17 7h3\nM15 5a2 2 0 1 0 .01 0z\nM4 17h3\nM11 17h9\nM9 15a2 2 0 1 0 .01 0z';
export const back = 'M14.5 6 8.5 12l6 6';
export const lock = 'M6 11h12v9H6z\nM8.5 11V8a3.5 3.5 0 0 1 7 0v3';
export const mark = 'M5 7a3 3 0 1 0 .01 0z\nM19 11a3 3 0 1 0 .01 0z\nM8 10c6 0 2 4 8 4';
