export const themeStorageKey = 'keyless-theme';

/**
 * Runs before the first paint, so the page never flashes in the other theme. Without a choice, and where storage
 * is refused, the system's theme holds.
 */
export const themeScript = `(function(){var t;try{t=localStorage.getItem('${themeStorageKey}')}catch(e){}
if(t!=='light'&&t!=='dark')t=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';
document.documentElement.dataset.theme=t})()`;
