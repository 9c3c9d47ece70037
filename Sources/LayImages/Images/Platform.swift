internal import LayArchive
internal import LayBounds

/// What an image runs on.
public struct Platform: Sendable, Hashable, CustomStringConvertible {
    /// The operating system, `linux`.
    public let os: String
    /// The processor, `amd64`.
    public let architecture: String
    /// The processor's variant, `v8`.
    public let variant: String?

    /// `linux/amd64`, whatever the machine.
    public static let standard = Platform(os: "linux", architecture: "amd64")

    /// A platform of parts.
    public init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// The platform written `os/architecture[/variant]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    public init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .noPlatform(text)
        }
        self.init(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil)
    }

    /// The platform that a descriptor of an index tells, if it tells one.
    init?(_ document: JSONValue?) {
        guard let os = document?["os"]?.string, let name = document?["architecture"]?.string else {
            return nil
        }
        self.init(os: os, architecture: name, variant: document?["variant"]?.string)
    }

    /// `os/architecture[/variant]`
    public var description: String { "\(os)/\(architecture)" + (variant.map { "/\($0)" } ?? "") }

    /// The form that equal platforms share (containerd's platforms.Normalize).
    package var normalised: Platform {
        var (name, variant) = (architecture.lowercased(), variant?.lowercased() ?? "")
        switch name {
        case "x86_64", "x86-64": name = "amd64"
        case "aarch64": name = "arm64"
        case "i386": name = "386"
        case "armhf": (name, variant) = ("arm", "v7")
        case "armel": (name, variant) = ("arm", "v6")
        default: break
        }
        if let first = variant.first, first.isNumber { variant = "v\(variant)" }
        if (name == "amd64" && variant == "v1") || (name == "arm64" && variant == "v8") {
            variant = ""
        }
        if name == "arm", variant.isEmpty { variant = "v7" }
        return Platform(
            os: os.lowercased(), architecture: name, variant: variant.isEmpty ? nil : variant)
    }

    /// How far an image for `other` is from one for this platform: 0 when it is made for it, more
    /// for an older variant that runs here too; `nil` when it does not run.
    func distance(to other: Platform) -> Int? {
        let (wanted, found) = (normalised, other.normalised)
        guard wanted.os == found.os, wanted.architecture == found.architecture else { return nil }
        func level(_ platform: Platform) -> Int? {
            let least = platform.architecture == "arm64" ? 8 : 1
            guard let variant = platform.variant else { return least }
            return Int(variant.dropFirst())
        }
        guard let have = level(wanted), let need = level(found) else {
            return wanted.variant == found.variant ? 0 : nil
        }
        return need <= have ? have - need : nil
    }
}
