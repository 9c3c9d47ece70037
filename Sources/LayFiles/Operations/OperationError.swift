public import LayBounds

/// Why an operation on files was refused before it touched any: an argument that means nothing.
public struct OperationError: Error, Sendable, CustomStringConvertible {
    /// The kind of error that scripts see.
    public let kind: ErrorKind
    /// What was wrong with which value.
    public let message: String
    /// The next step, where one is known.
    public let help: String?

    /// An error of a kind.
    public init(_ kind: ErrorKind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    /// The message.
    public var description: String { message }

    static func noOwner(_ text: String) -> OperationError {
        OperationError(
            .valueError, "'\(text)' is no owner",
            help: "\"user\", \"user:group\" and \":group\" are, with names or numbers")
    }

    static func unknownOwner(_ what: String, _ name: String, in file: String) -> OperationError {
        OperationError(
            .notFound, "there is no \(what) '\(name)' in \(file)",
            help: "give a number, such as \"1000:1000\", or write \(file) first")
    }

    static func unknownAccount(_ kind: String, _ name: String, in file: String) -> OperationError {
        OperationError(
            .notFound, "unable to find \(kind) \(name): no matching entries in \(file) file",
            help: "add it to the image's /etc/\(file), or give a number")
    }

    static func noSize(_ size: Int) -> OperationError {
        OperationError(
            .valueError, "truncate: \(size) is no size", help: "sizes count bytes from 0")
    }

    static func belowItself(_ source: TreePath, _ target: TreePath) -> OperationError {
        OperationError(
            .valueError, "'\(source)' cannot be moved to '\(target)', below itself",
            help: "move it to another directory first")
    }

    static func noDeviceKind(_ kind: String) -> OperationError {
        OperationError(
            .valueError, "mknod: there is no kind string \"\(kind)\"",
            help: "\"fifo\", \"char\" and \"block\" are")
    }

    static var noDeviceNumber: OperationError {
        OperationError(
            .typeError, "mknod: a device needs its major and minor number",
            help: "mknod(\"/dev/null\", \"char\", 1, 3)")
    }

    static func invalidDeviceNumber(_ number: Int) -> OperationError {
        OperationError(.valueError, "mknod: \(number) is no device number")
    }
}
