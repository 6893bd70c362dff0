/// What kernel developers and users call one thing.
///
/// General knowledge of the kernel and its users, none of it for a single question.
enum SearchVocabulary {
  /// Names of one thing.
  private static let same = """
    use after free, uaf
    null pointer dereference, null deref, null ptr deref, null dereference, null ptr dereference, null pointer
    out of bounds, oob, out of bound
    memory leak, memleak, leak memory, leaks memory, leaked memory
    soft lockup, softlockup
    hard lockup, hardlockup
    divide by zero, division by zero, divide error, div by zero
    deadlock, dead lock
    buffer overflow, buffer overrun
    race condition, race
    general protection fault, gpf, general protection
    overlayfs, ovl, overlay, overlay2
    wifi, wireless, wlan, wi fi
    file system, filesystem
    uninitialized, uninit, uninitialised
    refcount, reference count, ref count
    network namespace, netns, net namespace
    user namespace, userns
    hibernate, hibernation
    timeout, time out, timed out
    system call, syscall
    device tree, devicetree, dts
    page table, pagetable
    huge page, hugepage, hugetlb
    scatter list, scatterlist, sg list
    kernel panic, panic
    stack trace, backtrace, call trace
    permission denied, eacces
    operation not permitted, eperm
    no space left on device, enospc
    stale file handle, stale nfs file handle, estale
    device or resource busy, ebusy
    input output error, i o error, io error, eio
    cannot allocate memory, out of memory, enomem, oom
    connection refused, econnrefused
    invalid argument, einval
    no such file or directory, enoent
    resource temporarily unavailable, eagain
    unmount, umount
    kill 9, sigkill
    ctrl c, sigint
    pid 1, global init, init process
    segmentation fault, segfault, sigsegv
    power failure, power loss, power cut
    zeros, zeroes, nulls
    auto load, autoload
    full speed, max speed, maximum speed
    hot plug, hotplug
    hot unplug, hotunplug, hot remove
    command line, cmdline
    copy on write, cow
    read only, readonly
    reboot loop, boot loop
    jumbo frame, jumbo frames, jumbo
    mac address, hwaddr
    checksum, csum
    interrupt, irq
    interrupt storm, irq storm
    partition, partitions
    thermal, temperature
    """

  /// What else may be meant by a word.
  private static let related = """
    panic: crash, oops, bug
    crash: panic, oops, null pointer dereference, fault, crashes
    oops: crash, null pointer dereference, panic
    hang: hung, stuck, lockup, deadlock, freeze, stall
    hung: hang, stuck, lockup, deadlock, stall
    stuck: hang, hung, lockup, deadlock, stall
    freeze: hang, hung, lockup, deadlock
    unresponsive: hang, hung, lockup, deadlock
    lockup: hang, deadlock, stall
    deadlock: hang, lockup
    slow: performance, slowdown, latency, throughput
    root: uid, gid, owner
    belong: owner, uid, gid, ownership
    owner: uid, gid, ownership, creds
    ownership: uid, gid, owner, creds
    permission: access, eacces, eperm, denied
    denied: permission, eacces, eperm
    forbidden: permission, eacces, eperm
    rm: unlink, rmdir, remove, whiteout
    delete: unlink, rmdir, remove, whiteout
    remove: unlink, rmdir, delete
    directory: dir, mkdir
    folder: directory, dir, mkdir
    new: create, creating, mkdir
    create: mkdir, creating
    container: namespace, overlayfs, cgroup
    docker: namespace, overlayfs, cgroup
    disk: block, scsi, ata
    sound: alsa, snd, audio
    audio: alsa, snd, sound
    headset: alsa, snd, audio
    headphone: alsa, snd, audio
    microphone: alsa, snd, audio, mic
    speaker: alsa, snd, audio
    screen: drm, display, panel
    display: drm, panel
    monitor: drm, display
    graphics: drm, gpu
    gpu: drm
    network: net
    firewall: netfilter, iptables, nf_tables
    iptables: netfilter, xtables
    keyboard: input, hid, key
    mouse: input, hid
    touchpad: input, hid
    touchscreen: input, hid
    webcam: uvcvideo, media, camera
    camera: uvcvideo, media
    battery: power, charger, acpi
    guest: kvm, vm
    vm: kvm, guest
    hypervisor: kvm, xen
    raid: md, mdadm
    suspend: resume, sleep
    resume: suspend, wakeup
    sleep: suspend, resume
    printer: usblp
    stick: storage, uas
    clock: timer, timekeeping
    connection: link, socket
    packet: skb
    speed: performance, throughput
    corrupt: corruption, corrupted
    corruption: corrupt, corrupted
    garbage: uninitialized, corrupt
    lost: drop, missing
    fail: error, failure
    error: fail, failure
    failure: fail, error
    exhaust: leak, exhaustion
    leak: free, release
    overrun: overflow
    overflow: overrun
    exploit: overflow, vulnerability
    privilege: capability, permission
    kill: sigkill, signal
    laptop: notebook, thinkpad, dmi, quirk
    notebook: laptop, dmi, quirk
    cold: temperature, thermal
    hot: temperature, thermal, overheat
    overheat: temperature, thermal
    fan: thermal, cooling
    stale: cache, invalidate
    wait: delay, block
    pause: delay, wait, stall
    delay: latency, wait
    silence: mute, muted
    mute: muted
    record: capture
    scroll: wheel
    left: right, inverted, invert
    repeat: key, release
    size: length, truncate
    reboot: restart, reset, shutdown
    shutdown: poweroff, reboot
    boot: booting, startup
    recognized: detect, probe, id
    recognize: detect, probe, id
    detect: probe, id
    disappear: disconnect, missing
    janky: latency
    zeroes: null, holes
    power: suspend, poweroff
    share: mount, cifs, smb
    samba: cifs, smb
    usb: hub, gadget, xhci
    group: gid
    user: uid
    vlan: 8021q
    bond: bonding
    lacp: bonding, 802 3ad
    numa: node, srat
    watermark: zone
    vpn: xfrm, ipsec, tunnel
    ipsec: xfrm, esp
    """

  /// The other forms of words that no ending makes.
  private static let irregular = """
    hang hung
    stick stuck
    freeze froze frozen
    break broke broken
    write wrote written
    read
    lose lost
    run ran
    send sent
    wake woke woken
    hold held
    take took taken
    find found
    begin began begun
    corrupt corrupted corruption
    fail failed failure fails failing
    leak leaked leakage leaks leaking
    permission permissions
    """

  static let alternatives: [[String]: [[String]]] = {
    var table: [[String]: [[String]]] = [:]
    for line in same.split(separator: "\n") {
      let names = line.split(separator: ",").map(words)
      for name in names { table[name, default: []] += names.filter { $0 != name } }
    }
    return table
  }()

  /// The first words of names of several words, with the most words a name has.
  static let longestName = alternatives.keys.map(\.count).max() ?? 1

  static let associations: [String: [[String]]] = {
    var table: [String: [[String]]] = [:]
    for line in related.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      table[String(line[..<colon])] = line[line.index(after: colon)...].split(separator: ",")
        .map(words)
    }
    return table
  }()

  static let irregularForms: [String: [String]] = {
    var table: [String: [String]] = [:]
    for line in irregular.split(separator: "\n") {
      let forms = words(line)
      for form in forms { table[form] = forms.filter { $0 != form } }
    }
    return table
  }()

  private static func words(_ text: Substring) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
