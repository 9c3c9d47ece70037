// Usage: EmbedStandardLibrary OUTPUT FILE.lay…
// Writes one Swift dictionary from module name to source text, each text a raw string literal.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

func fail(_ message: String, status: Int32) -> Never {
    let line = "EmbedStandardLibrary: \(message)\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    exit(status)
}

func contents(of path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    fail("usage: EmbedStandardLibrary OUTPUT FILE.lay...", status: 2)
}
var text = "/// The sources of the standard library, by module name.\n"
text += "package let embeddedModules: [String: String] = [\n"
for path in arguments.dropFirst(2) {
    guard let source = contents(of: path) else {
        fail("cannot read \(path)", status: 1)
    }
    let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
    text += "    \"\(name)\": ###\"\"\"\n\(source)\n\"\"\"###,\n"
}
text += arguments.count == 2 ? "    :\n]\n" : "]\n"
guard let output = fopen(arguments[1], "wb") else {
    fail("cannot write \(arguments[1])", status: 1)
}
fputs(text, output)
fclose(output)
