public import LayImages

/// A platform as people write it for Docker: `linux/amd64`, `arm64`, `x86_64`, `linux`.
enum PlatformText {
    private static let systems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js",
        "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris", "windows", "zos",
    ]
    private static let processors: Set<String> = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips",
        "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le",
        "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
    ]

    /// The platform of a text, what it leaves out taken from the machine's; `nil` for none.
    static func platform(_ text: String, on machine: Platform) -> Platform? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), parts.allSatisfy(isPart) else { return nil }
        guard parts.count == 1 else {
            let os = parts[0].lowercased() == "macos" ? "darwin" : parts[0].lowercased()
            return Platform(
                os: os, architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil
            ).normalised
        }
        let word = parts[0].lowercased() == "macos" ? "darwin" : parts[0].lowercased()
        if systems.contains(word) {
            return Platform(
                os: word, architecture: machine.architecture, variant: machine.variant
            ).normalised
        }
        let platform = Platform(os: machine.os, architecture: word).normalised
        return processors.contains(platform.architecture) ? platform : nil
    }

    private static func isPart(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf)
                    || "_.-".utf8.contains($0)
            }
    }
}

/// A platform as `--platform` of a build names it.
public enum PlatformName {
    /// The platform of a text: `linux/arm64`, `arm64`, `linux`, or `local` for the machine that builds.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for one that is none.
    public static func platform(_ text: String) throws -> Platform {
        if text == "local" { return .standard }
        return try PlatformText.platform(text, on: .standard) ?? Platform(text)
    }
}

extension PlatformText {
    /// Why a text is no platform, in containerd's words (containerd/platforms, `Parse`).
    static func reason(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 3 {
            return "\(text.goQuoted): cannot parse platform specifier: invalid argument"
        }
        for part in parts where !isPart(part) {
            return
                "\(part.goQuoted) is an invalid component of \(text.goQuoted): platform specifier "
                + "component must match \"^[A-Za-z0-9_.-]+$\": invalid argument"
        }
        return "\(text.goQuoted): unknown operating system or architecture: invalid argument"
    }
}

extension Fault {
    /// - Parameters:
    ///   - written: the platform before variables were put in.
    ///   - near: the name of an argument that somebody may have meant.
    static func stagePlatform(_ written: String, _ text: String, _ near: String?) -> Self {
        Self(
            "failed to parse platform \(written): \(PlatformText.reason(text))"
                + Suggestion.question(near),
            help: "a platform is written os/architecture[/variant], such as linux/arm64")
    }
}
