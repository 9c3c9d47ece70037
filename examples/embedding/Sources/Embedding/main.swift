import Lay

// An engine is confined: this one reaches nothing but what is defined here.
let engine = Engine()
engine.define("release_notes", "version") { arguments in
    .string("release \(arguments[0].string ?? "?")\n")
}

try engine.evaluate(
    """
    let app = toolbox
        .write("/srv/NOTES", release_notes("1.0"))
        .run("wc -c < /srv/NOTES > /srv/length")
        .tag("app:1.0")
    """)

if let image = engine.value(of: "app")?.image {
    print("\(image.layers.count) layers, \(image.size) bytes, \(image.platform)")
}
print(try engine.evaluate("app[\"/srv/length\"].text.trim()").string ?? "")

do {
    try engine.run("host.file(\"/etc/passwd\")")
} catch {
    print(error.kind)
}
