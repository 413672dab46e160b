def log = new File(basedir, 'build.log').text
assert log.contains('1 exchange: 1 conforms, 0 drifts, 0 unchecked, 0 violates')
assert log.split('1 exchange: 1 conforms', -1).length == 2
assert log.contains('Nothing has changed since the last check, which passed')
assert log.contains('Skipped, as concordat.skip says')
assert new File(basedir, 'target/concordat/concordat.html').text.contains('<title>Concordat</title>')
assert new File(basedir, 'target/concordat/concordat.xml').text.contains('tests="1"')
