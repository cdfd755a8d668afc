// Puts a button on any site that opens the chat in a frame:
//   <script src="https://…/chat/embed.js" async></script>
// `data-label` and `data-side="left"` on the script tag change what it says and where it stands.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const { label = 'Lapor / tanya', side = 'right' } = script.dataset;
  const host = document.createElement('div');
  // The site's own styles end at this root, and ours begin.
  const root = host.attachShadow({ mode: 'open' });
  const edge = side === 'left' ? 'left' : 'right';

  const button = document.createElement('button');
  button.type = 'button';
  button.style.cssText = `position:fixed;z-index:2147483646;bottom:16px;${edge}:16px;min-height:56px;padding:0 22px;border:0;border-radius:28px;background:#0b5c4a;color:#fff;font:600 16px system-ui,sans-serif;box-shadow:0 4px 16px #0005;cursor:pointer`;
  let frame;

  const show = (isOpen) => {
    button.textContent = isOpen ? '✕' : `💬 ${label}`;
    button.setAttribute('aria-label', isOpen ? 'Tutup chat' : label);
    button.setAttribute('aria-expanded', String(isOpen));
    if (!frame && isOpen) frame = newFrame();
    if (frame) frame.style.display = isOpen ? 'block' : 'none';
    if (isOpen) frame.focus();
  };

  function newFrame() {
    const made = document.createElement('iframe');
    made.src = new URL('/chat', script.src).href;
    made.title = label;
    made.allow = 'geolocation; microphone; camera; autoplay';
    made.style.cssText = `position:fixed;z-index:2147483645;bottom:84px;${edge}:8px;width:min(400px,calc(100vw - 16px));height:min(640px,calc(100dvh - 100px));border:1px solid #0003;border-radius:16px;background:#fff;box-shadow:0 8px 32px #0006`;
    root.append(made);
    return made;
  }

  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && button.getAttribute('aria-expanded') === 'true') show(false);
  });
  show(false);
  root.append(button);
  document.body.append(host);
})();
