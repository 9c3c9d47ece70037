/// Sentences about what was left out; after some they are only counted, since an archive can have
/// millions.
struct Warnings {
    private var texts: [String] = []
    private var others = 0

    mutating func add(_ text: String) {
        if texts.count < 100 { texts.append(text) } else { others += 1 }
    }

    /// The sentences, and how many more there would be.
    var all: [String] { others == 0 ? texts : texts + ["and \(others) more"] }
}
