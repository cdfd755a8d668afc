// Rings this device when the page is closed. What it is told names nobody; the page has the rest.
const TAG = 'sahut-alarm';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

function told(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

self.addEventListener('push', (event) => {
  const { text = 'Darurat baru menunggu', url = '/', kind = 'alarm' } = told(event);
  event.waitUntil(
    self.registration.showNotification('Sahut', {
      body: text,
      tag: `${TAG}-${kind}`,
      renotify: true,
      requireInteraction: kind === 'alarm',
      vibrate: [400, 150, 400, 150, 400],
      icon: '/favicon-alarm.svg',
      data: { url },
    }),
  );
});

async function openPage(url) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((each) => !new URL(each.url).pathname.startsWith('/chat'));
  if (page) return page.focus();
  return self.clients.openWindow(url);
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url = '/' } = event.notification.data ?? {};
  event.waitUntil(openPage(url.startsWith('/') ? url : '/'));
});
