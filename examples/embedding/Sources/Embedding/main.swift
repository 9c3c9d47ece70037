import Lay

let engine = Engine()  // reaches nothing but what is handed in
engine.define("release_notes", "version") { arguments in
    .string("release \(arguments[0].string ?? "?")\n")
}
try engine.evaluate("let app = toolbox.write(\"/NOTES\", release_notes(\"1.0\"))")
if let image = engine.value(of: "app")?.image { print(image.layers.count) }

try engine.evaluate(
    """
    let counted = app.run("wc -c < /NOTES > /length").tag("app:1.0")
    """)

if let image = engine.value(of: "counted")?.image {
    print("\(image.layers.count) layers, \(image.size) bytes, \(image.platform)")
}
print(try engine.evaluate("counted[\"/length\"].text.trim()").string ?? "")

do {
    try engine.run("host.file(\"/etc/passwd\")")
} catch {
    print(error.kind)
}
