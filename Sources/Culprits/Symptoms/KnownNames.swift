/// File systems and system calls by name, to know them in prose.
enum KnownNames {
  /// File systems that hold a user's files.
  static let filesystems = Set(
    """
    overlay overlayfs aufs ext2 ext3 ext4 xfs btrfs f2fs jfs jffs2 ubifs reiserfs nilfs2 gfs2 ocfs2 nfs nfs4 nfsd cifs smb3 \
    ceph fuse fuseblk 9p vfat exfat ntfs ntfs3 hfs hfsplus squashfs erofs isofs udf ecryptfs bcachefs zonefs tmpfs ramfs \
    sysfs procfs configfs debugfs tracefs hugetlbfs cgroup2 autofs autofs4 binfmt_misc afs coda minix ufs cramfs romfs
    """.split(separator: " ").map(String.init))

  /// Mounted on every machine: a line of `mount` that shows one says nothing.
  static let everywhere: Set = [
    "proc", "sysfs", "devpts", "devtmpfs", "tmpfs", "cgroup", "cgroup2", "mqueue", "debugfs",
    "tracefs", "securityfs", "pstore", "hugetlbfs", "configfs", "binfmt_misc", "autofs",
    "fusectl", "bpf", "rpc_pipefs", "efivarfs", "selinuxfs", "ramfs", "nsfs", "none", "rootfs",
  ]

  /// What machines are called, as `uname -m` and packages have it, where that looks like the name of a function.
  static let architectures: Set = ["x86_64", "x86_32", "amd_64", "ppc_64", "sparc_64", "mips_64"]

  /// One directory for several mount types.
  static let sameFilesystem = [
    "overlayfs": "overlay", "nfs4": "nfs", "smb3": "cifs", "fuseblk": "fuse", "autofs4": "autofs",
  ]

  /// System calls whose names are hardly English words, so that prose with one means it.
  static let syscalls = Set(
    """
    mkdir mkdirat rmdir unlink unlinkat renameat renameat2 symlink readlink chmod fchmod chown fchown lchown openat stat fstat lstat \
    statx statfs fstatfs getdents getdents64 mknod umount pivot_root chroot setxattr getxattr listxattr removexattr utimensat \
    fallocate ftruncate truncate fsync fdatasync pread pread64 pwrite pwrite64 readv writev preadv pwritev sendfile splice mmap munmap \
    mprotect mremap madvise mlock brk ioctl fcntl flock epoll_wait epoll_ctl inotify_add_watch fanotify_init eventfd timerfd_create \
    signalfd futex clone3 execve vfork waitid setns unshare prctl seccomp ptrace setuid setgid setresuid \
    capset getsockopt setsockopt sendmsg recvmsg sendto recvfrom sendmmsg io_submit io_getevents io_uring_enter bpf perf_event_open userfaultfd \
    memfd_create copy_file_range move_pages mbind kexec_load finit_module init_module delete_module keyctl add_key process_vm_readv \
    nanosleep clock_gettime clock_nanosleep sched_setaffinity membarrier name_to_handle_at open_by_handle_at
    """.split(separator: " ").map(String.init))

  /// Top directories of the kernel's tree.
  static let kernelDirectories: Set = [
    "arch", "block", "certs", "crypto", "drivers", "fs", "include", "init", "io_uring", "ipc",
    "kernel", "lib", "mm", "net", "rust", "samples", "scripts", "security", "sound", "tools",
    "usr", "virt",
  ]

  static let sourceEndings: Set = ["c", "h", "S", "rs", "s", "dts", "dtsi"]
}
