internal import LayFiles
import LayShell

/// The locale that a program's environment asks for.
struct LocaleNames {
    private let context: ProgramContext

    init(_ context: ProgramContext) { self.context = context }

    /// The name for a category such as `LC_CTYPE`.
    func name(_ category: String) -> String {
        for variable in ["LC_ALL", category, "LANG"] {
            if let value = context[variable], !value.isEmpty { return value }
        }
        return "C"
    }

    /// True where characters are UTF-8.
    var isUTF8: Bool {
        let name = name("LC_CTYPE").lowercased()
        return name.hasSuffix("utf-8") || name.hasSuffix("utf8")
    }
}
