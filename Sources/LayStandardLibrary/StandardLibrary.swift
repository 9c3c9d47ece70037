/// The standard library's modules, written in Lay and carried inside the binary.
public enum StandardLibrary {
    /// The source of the module `name`, or `nil` when there is none.
    public static func source(of name: String) -> String? { embeddedModules[name] }

    /// The modules' names, sorted.
    public static var names: [String] { embeddedModules.keys.sorted() }
}
