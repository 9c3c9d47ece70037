/// Which shell a script is read and run as: what it takes, its messages and its statuses.
public enum ShellDialect: String, Sendable, Hashable, CaseIterable {
    /// POSIX with dash's choices.
    case dash
    /// busybox's ash.
    case ash
    /// GNU bash 5.2.
    case bash

    /// True for what bash alone has: arrays, `(( … ))`, `for ((`, `|&`, `;&`, extended patterns.
    var isBash: Bool { self == .bash }
}
