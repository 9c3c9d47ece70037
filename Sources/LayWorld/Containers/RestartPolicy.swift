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
            throw .unknownRestartPolicy(name)
        }
        if parts.count > 2 {
            throw .restartPolicyFormat(text)
        }
        var retries = 0
        if parts.count == 2 {
            guard let number = Int(parts[1]), number >= 0 else {
                throw .noRestartCount
            }
            if name != "on-failure" {
                throw .unusedRestartCount
            }
            retries = number
        }
        self.init(name: name, retries: retries)
    }

    /// The policy as it is written.
    public var description: String { retries > 0 ? "\(name):\(retries)" : name }
}
