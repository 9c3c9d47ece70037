public import LayFiles

/// What `/proc` shows of a process.
public struct ProcessView {
    /// Its number.
    public var number: Int
    /// The words it was called with.
    public var arguments: [String]
    /// Its environment, in order.
    public var environment: [(key: String, value: String)] = []
    /// Where it works.
    public var workingDirectory = TreePath.root
    /// The file that is run.
    public var executable: TreePath?
    /// As whom it runs.
    public var credentials = Credentials.root
    /// Permission bits that new files do not get.
    public var umask: UInt16 = 0o22
    /// The numbers of what it has open.
    public var descriptors: [Int] = []
    /// Opens one of them again.
    public var reopen: (Int) -> (any OpenFileBody)? = { _ in nil }

    /// A process of a number that runs these words.
    public init(_ number: Int, _ arguments: [String]) {
        self.number = number
        self.arguments = arguments
    }
}
