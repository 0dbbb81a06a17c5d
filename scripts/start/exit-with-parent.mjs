// Loaded into a child with --import. The parent holds the other end of standard input and never writes: an end of
// input means the parent is gone, even by SIGKILL, which it could not have told us about.
// What it starts itself is told by its environment that it does not lead the group: Next's development server passes the
// same flags to its workers, whose standard input ends at once.
const leads = process.env.KEYLESS_GROUP_LEADER === undefined;
process.env.KEYLESS_GROUP_LEADER ??= String(process.pid);

let ending = false;

function end() {
  if (ending) return;
  ending = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), 2000).unref();
}

/** This process leads its group, so its own children (Next's development workers) are reached too. */
function signalGroup(signal) {
  try {
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, signal);
  } catch {
    process.kill(process.pid, signal);
  }
}

if (leads) {
  process.stdin.on('end', end);
  process.stdin.on('error', end);
  process.stdin.resume();
  process.stdin.unref?.();
}
