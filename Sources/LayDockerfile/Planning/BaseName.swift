internal import LayImages

/// The name of an image in FROM.
enum BaseName {
    /// Why a text names no image, in the words of distribution/reference; `nil` where it does.
    static func fault(of text: String) -> String? {
        do throws(ImageError) {
            _ = try Reference(text)
            return nil
        } catch {
            return reason(text)
        }
    }

    private static func reason(_ text: String) -> String {
        let hex = text.utf8.filter { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        if text.utf8.count == 64, hex.count == 64 {
            return "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings"
        }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let first = parts.first.map(String.init) ?? ""
        let isDomain =
            parts.count == 2
            && (first.contains(".") || first.contains(":") || first == "localhost"
                || first != first.lowercased())
        var rest = isDomain ? String(parts[1]) : text
        if !isDomain, parts.count == 1 { rest = "library/\(text)" }
        let repository = String(rest.prefix { $0 != ":" })
        if repository != repository.lowercased() {
            return "invalid reference format: repository name (\(repository)) must be lowercase"
        }
        return "invalid reference format"
    }
}

extension Fault {
    static func stageReference(_ name: String, _ reason: String) -> Self {
        Self(
            "failed to parse stage name \(name.goQuoted): \(reason)",
            help: "a base is an image, scratch, or the name of a stage above")
    }
}
