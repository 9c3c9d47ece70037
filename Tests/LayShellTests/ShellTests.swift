import Testing

@testable import LayShell
