internal import LayBounds
public import LayImages

/// When Docker would start a container again; Lay records it and acts on nothing by itself.
public struct RestartPolicy: Sendable, Equatable, CustomStringConvertible {
    /// `no`, `always`, `unless-stopped` or `on-failure`.
    public let name: String
    /// Tries after failures, 0 for any number.
    public let retries: Int

    /// Never.
    public static let never = RestartPolicy(name: "no", retries: 0)

    private init(name: String, retries: Int) {
        self.name = name
        self.retries = retries
    }

    /// The policy written `no`, `always`, `unless-stopped` or `on-failure[:retries]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let name = text.isEmpty ? "no" : parts[0]
        guard ["no", "always", "unless-stopped", "on-failure"].contains(name) else {
            throw ImageError(
                .valueError, "invalid restart policy: unknown policy '\(name)'",
                help: "no, always, unless-stopped and on-failure[:retries] are known")
        }
        if parts.count > 2 {
            throw ImageError(.valueError, "invalid restart policy format: '\(text)'")
        }
        var retries = 0
        if parts.count == 2 {
            guard let number = Int(parts[1]), number >= 0 else {
                throw ImageError(
                    .valueError,
                    "invalid restart policy format: maximum retry count must be an integer")
            }
            if name != "on-failure" {
                throw ImageError(
                    .valueError,
                    "invalid restart policy: maximum retry count can only be used with 'on-failure'"
                )
            }
            retries = number
        }
        self.init(name: name, retries: retries)
    }

    /// The policy as it is written.
    public var description: String { retries > 0 ? "\(name):\(retries)" : name }
}
