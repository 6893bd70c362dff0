/// The error numbers of the kernel and the ways in which programs say them.
enum ErrorNumber {
  /// Name and number (asm-generic/errno-base.h, asm-generic/errno.h) with the C library's message,
  /// lower case.
  private static let table: [(name: String, number: Int, message: String)] = [
    ("EPERM", 1, "operation not permitted"), ("ENOENT", 2, "no such file or directory"),
    ("ESRCH", 3, "no such process"), ("EINTR", 4, "interrupted system call"),
    ("EIO", 5, "input/output error"), ("ENXIO", 6, "no such device or address"),
    ("E2BIG", 7, "argument list too long"), ("ENOEXEC", 8, "exec format error"),
    ("EBADF", 9, "bad file descriptor"), ("ECHILD", 10, "no child processes"),
    ("EAGAIN", 11, "resource temporarily unavailable"), ("ENOMEM", 12, "cannot allocate memory"),
    ("EACCES", 13, "permission denied"), ("EFAULT", 14, "bad address"),
    ("ENOTBLK", 15, "block device required"), ("EBUSY", 16, "device or resource busy"),
    ("EEXIST", 17, "file exists"), ("EXDEV", 18, "invalid cross-device link"),
    ("ENODEV", 19, "no such device"), ("ENOTDIR", 20, "not a directory"),
    ("EISDIR", 21, "is a directory"), ("EINVAL", 22, "invalid argument"),
    ("ENFILE", 23, "too many open files in system"), ("EMFILE", 24, "too many open files"),
    ("ENOTTY", 25, "inappropriate ioctl for device"), ("ETXTBSY", 26, "text file busy"),
    ("EFBIG", 27, "file too large"), ("ENOSPC", 28, "no space left on device"),
    ("ESPIPE", 29, "illegal seek"), ("EROFS", 30, "read-only file system"),
    ("EMLINK", 31, "too many links"), ("EPIPE", 32, "broken pipe"),
    ("ERANGE", 34, "numerical result out of range"), ("EDEADLK", 35, "resource deadlock avoided"),
    ("ENAMETOOLONG", 36, "file name too long"), ("ENOLCK", 37, "no locks available"),
    ("ENOSYS", 38, "function not implemented"), ("ENOTEMPTY", 39, "directory not empty"),
    ("ELOOP", 40, "too many levels of symbolic links"), ("ENODATA", 61, "no data available"),
    ("EPROTO", 71, "protocol error"), ("EBADMSG", 74, "bad message"),
    ("EOVERFLOW", 75, "value too large for defined data type"),
    ("EILSEQ", 84, "invalid or incomplete multibyte or wide character"),
    ("ENOTSOCK", 88, "socket operation on non-socket"), ("EMSGSIZE", 90, "message too long"),
    ("EPROTONOSUPPORT", 93, "protocol not supported"),
    ("EOPNOTSUPP", 95, "operation not supported"),
    ("EAFNOSUPPORT", 97, "address family not supported by protocol"),
    ("EADDRINUSE", 98, "address already in use"),
    ("EADDRNOTAVAIL", 99, "cannot assign requested address"),
    ("ENETDOWN", 100, "network is down"), ("ENETUNREACH", 101, "network is unreachable"),
    ("ECONNABORTED", 103, "software caused connection abort"),
    ("ECONNRESET", 104, "connection reset by peer"), ("ENOBUFS", 105, "no buffer space available"),
    ("ETIMEDOUT", 110, "connection timed out"), ("ECONNREFUSED", 111, "connection refused"),
    ("EHOSTUNREACH", 113, "no route to host"), ("EALREADY", 114, "operation already in progress"),
    ("EINPROGRESS", 115, "operation now in progress"), ("ESTALE", 116, "stale file handle"),
    ("EUCLEAN", 117, "structure needs cleaning"), ("EREMOTEIO", 121, "remote i/o error"),
    ("EDQUOT", 122, "disk quota exceeded"), ("ECANCELED", 125, "operation canceled"),
    ("ENOKEY", 126, "required key not available"),
  ]

  static let names = Set(table.map(\.name))
  static let byNumber = Dictionary(table.map { ($0.number, $0.name) }) { first, _ in first }

  /// What languages call them: Java, Python, Node, .NET, Rust. Lower case.
  static let byException: [String: String] = [
    "accessdeniedexception": "EACCES", "permissionerror": "EACCES",
    "unauthorizedaccessexception": "EACCES", "permissiondenied": "EACCES",
    "nosuchfileexception": "ENOENT", "filenotfoundexception": "ENOENT",
    "filenotfounderror": "ENOENT", "filealreadyexistsexception": "EEXIST",
    "fileexistserror": "EEXIST", "directorynotemptyexception": "ENOTEMPTY",
    "notdirectoryexception": "ENOTDIR", "notadirectoryerror": "ENOTDIR",
    "isadirectoryerror": "EISDIR", "filesystemloopexception": "ELOOP",
    "readonlyfilesystemexception": "EROFS", "brokenpipeerror": "EPIPE",
    "connectionrefusederror": "ECONNREFUSED", "connectionreseterror": "ECONNRESET",
    "connectionabortederror": "ECONNABORTED", "connectexception": "ECONNREFUSED",
    "noroutetohostexception": "EHOSTUNREACH", "blockingioerror": "EAGAIN",
    "interruptederror": "EINTR", "processlookuperror": "ESRCH", "childprocesserror": "ECHILD",
    "timeouterror": "ETIMEDOUT", "sockettimeoutexception": "ETIMEDOUT",
  ]

  /// Messages by their first word: each as its words, longest first, so that the longest one is met
  /// first.
  static let messagesByFirstWord: [String: [(words: [String], name: String)]] = {
    var result: [String: [(words: [String], name: String)]] = [:]
    for row in table.sorted(by: { $0.message.utf8.count > $1.message.utf8.count }) {
      let words = row.message.split(separator: " ").map(String.init)
      result[words[0], default: []].append((words, row.name))
    }
    return result
  }()
}
