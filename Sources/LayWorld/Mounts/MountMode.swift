public import LayImages

/// The options behind the last colon of a `-v` text: `ro,z`.
public struct MountMode: Sendable, Equatable {
    private enum Group { case access, label, propagation, copy, consistency }

    private static let groups: [Substring: Group] = [
        "rw": .access, "ro": .access, "rro": .access, "ro-non-recursive": .access,
        "ro-force-recursive": .access,
        "z": .label, "Z": .label,
        "private": .propagation, "rprivate": .propagation, "slave": .propagation,
        "rslave": .propagation, "shared": .propagation, "rshared": .propagation,
        "nocopy": .copy,
        "consistent": .consistency, "cached": .consistency, "delegated": .consistency,
    ]

    /// The options as they were written.
    public let text: String
    /// True for `ro` and its kin.
    public let isReadOnly: Bool
    /// False for `nocopy`.
    public let copies: Bool
    /// `rshared` and its kin, where given.
    public let propagation: String?

    /// The mode of no options.
    public static let none = MountMode(checked: "")

    private init(checked text: String) {
        let options = text.split(separator: ",")
        self.text = text
        isReadOnly = options.contains { Self.groups[$0] == .access && $0 != "rw" }
        copies = !options.contains("nocopy")
        propagation = options.first { Self.groups[$0] == .propagation }.map(String.init)
    }

    /// Reads options, one of each group at most.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    public init(_ text: String) throws(ImageError) {
        guard Self.isValid(text) else { throw .invalidMode(text) }
        self.init(checked: text)
    }

    /// True when the text is a list of known options, one of each group at most.
    static func isValid(_ text: some StringProtocol) -> Bool {
        if text.isEmpty { return true }
        var seen: Set<Group> = []
        return String(text).split(separator: ",", omittingEmptySubsequences: false).allSatisfy {
            option in
            groups[option].map { seen.insert($0).inserted } ?? false
        }
    }
}
