public import LayFiles

/// What programs reach beyond the machine: addresses that give files, and repositories.
///
/// A context has none by default, so that nothing is reached.
public protocol ProgramNetwork: AnyObject {
    /// What an address gives.
    ///
    /// - Throws: what a function throws that stands for the address.
    func fetch(_ request: FetchRequest) throws -> FetchResult
    /// The files of a repository, with its `.git` where it has one.
    ///
    /// - Parameter revision: a branch, a tag or a commit; `nil` for the branch it begins with.
    /// - Throws: what a function throws that stands for the address.
    func checkOut(_ repository: String, revision: String?) throws -> CheckoutResult
}

/// What a program asks an address.
public struct FetchRequest: Sendable {
    /// `https://example.com/file`, with its query.
    public var address: String
    /// `GET`, `HEAD`, `POST` …
    public var method: String
    /// The header's fields in their order.
    public var headers: [(name: String, value: String)]
    /// What is sent along.
    public var body: [UInt8]

    /// A request of an address.
    public init(
        _ address: String, method: String = "GET",
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.address = address
        self.method = method
        self.headers = headers
        self.body = body
    }
}

/// What became of a request.
public enum FetchResult: Sendable {
    /// Somebody answered.
    case answered(FetchAnswer)
    /// Nobody is there; the hint tells what would give the address contents.
    case unreachable(hint: String?)
}

/// What an address answers.
public struct FetchAnswer: Sendable {
    /// 200, 404 …
    public var status: Int
    /// Where the answer came from in the end.
    public var address: String
    /// What it gives, which is read in pieces.
    public var contents: FileContents
    /// When that was changed last, in seconds since 1970; `nil` where nothing says it.
    public var modified: Int?

    /// An answer of an address.
    public init(
        status: Int = 200, address: String, contents: FileContents, modified: Int? = nil
    ) {
        self.status = status
        self.address = address
        self.contents = contents
        self.modified = modified
    }
}

/// What became of asking for a repository.
public enum CheckoutResult: Sendable {
    /// Its files.
    case files(FileTree)
    /// It is there, and the revision is not.
    case noRevision
    /// Nobody is there; the hint tells what would give the address files.
    case unreachable(hint: String?)
}

extension ProgramContext {
    /// What it reaches beyond the machine; `nil` for nothing.
    public var network: (any ProgramNetwork)? {
        get { session.network }
        set { session.network = newValue }
    }

    /// What an address gives.
    ///
    /// - Throws: as `ProgramNetwork.fetch`.
    public func fetch(_ request: FetchRequest) throws -> FetchResult {
        try network?.fetch(request) ?? .unreachable(hint: nil)
    }

    /// The files of a repository.
    ///
    /// - Throws: as `ProgramNetwork.checkOut`.
    public func checkOut(_ repository: String, revision: String?) throws -> CheckoutResult {
        try network?.checkOut(repository, revision: revision) ?? .unreachable(hint: nil)
    }
}
